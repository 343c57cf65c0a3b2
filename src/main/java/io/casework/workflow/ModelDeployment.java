package io.casework.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultDeploymentConfiguration;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ContextResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys {@code bpmn/} and {@code forms/} under the same names from the IDE and from the jar; form
 * keys rest on these names.
 */
@Component
class ModelDeployment extends DefaultDeploymentConfiguration {

  private static final List<String> PATTERNS =
      List.of("bpmn/*.bpmn", "bpmn/decisions/*.dmn", "forms/*.html");

  @Override
  public Set<Resource> getDeploymentResources() {
    var found = new LinkedHashSet<Resource>();
    var resolver = new PathMatchingResourcePatternResolver();
    for (var pattern : PATTERNS) {
      var folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
      try {
        Arrays.stream(resolver.getResources("classpath:" + pattern))
            .sorted(Comparator.comparing(Resource::getFilename))
            .forEach(resource -> found.add(new Named(resource, folder + resource.getFilename())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private static final class Named extends AbstractResource implements ContextResource {

    private final Resource resource;
    private final String name;

    Named(Resource resource, String name) {
      this.resource = resource;
      this.name = name;
    }

    @Override
    public String getDescription() {
      return name;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return resource.getInputStream();
    }

    @Override
    public String getPathWithinContext() {
      return name;
    }

    @Override
    public URL getURL() throws IOException {
      return resource.getURL();
    }
  }
}
