package io.casework.workflow;

import io.casework.core.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The processes and decision tables in force: deployed version and digest of the file. */
@Component
class ModelsInForce implements Settings {

  private final RepositoryService repository;
  private final Unrestricted engine;

  ModelsInForce(@Lazy RepositoryService repository, Unrestricted engine) {
    this.repository = repository;
    this.engine = engine;
  }

  @Override
  public Map<String, String> inForce() {
    return engine.call(
        () -> {
          var found = new TreeMap<String, String>();
          repository
              .createProcessDefinitionQuery()
              .latestVersion()
              .list()
              .forEach(process -> found.put("process." + process.getKey(), words(process)));
          repository
              .createDecisionDefinitionQuery()
              .latestVersion()
              .list()
              .forEach(table -> found.put("decision_table." + table.getKey(), words(table)));
          return found;
        });
  }

  private String words(ResourceDefinition model) {
    return "version %d sha256 %s".formatted(model.getVersion(), sha256(model));
  }

  private String sha256(ResourceDefinition model) {
    try (var file =
        repository.getResourceAsStream(model.getDeploymentId(), model.getResourceName())) {
      var digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
