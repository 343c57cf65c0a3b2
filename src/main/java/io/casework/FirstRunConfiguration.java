package io.casework;

import io.casework.platform.CaseworkProperties;
import io.casework.platform.FirstRun;
import io.casework.workflow.FirstRunPassword;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Secrets and users of an installation that has no others; on loopback only. */
@Configuration(proxyBeanMethods = false)
class FirstRunConfiguration {

  @Bean
  FirstRun firstRun(CaseworkProperties installation) {
    return FirstRun.in(installation.data());
  }

  @Bean
  @ConditionalOnProperty(name = "casework.installation.first-run-users", matchIfMissing = true)
  FirstRunPassword firstRunPassword(
      CaseworkProperties installation, FirstRun firstRun, ServerProperties server) {
    if (!onLoopback(server.getAddress())) {
      throw new IllegalStateException(
          "server.address is not loopback: first-run users with one common password must not be"
              + " reachable from outside; set casework.installation.first-run-users=false and bring"
              + " your own users");
    }
    var chosen = installation.demoPassword();
    return new FirstRunPassword(chosen == null || chosen.isBlank() ? firstRun.password() : chosen);
  }

  private static boolean onLoopback(@Nullable InetAddress address) {
    return address != null && address.isLoopbackAddress();
  }
}
