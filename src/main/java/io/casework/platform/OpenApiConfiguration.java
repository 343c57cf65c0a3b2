package io.casework.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.io.IOException;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The interface described: what springdoc finds, with the schemas that requests are held against.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  @Bean
  OpenAPI casework() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Casework")
                .version("1")
                .description(
                    "Fraud decisions and cases. JSON in snake case, times in RFC 3339 UTC,"
                        + " money as exact decimals, errors as RFC 9457 problem documents.")
                .license(new License().name("MIT").identifier("MIT")))
        .components(
            new Components()
                .addSecuritySchemes(
                    "basic", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")))
        .addSecurityItem(new SecurityRequirement().addList("basic"));
  }

  /** Names as they are on the wire. */
  @Bean
  ModelResolver wireNames(ObjectMapper json) {
    return new ModelResolver(json).openapi31(true);
  }

  /** The two doors read their bodies themselves, so springdoc cannot see what they take. */
  @Bean
  OpenApiCustomizer bodies() {
    return api -> {
      describe(
          api,
          "/api/v1/transactions",
          schema("/schema/payment.v1.schema.json"),
          Map.of(
              "sender_id", "alice_001",
              "receiver_id", "bob_002",
              "amount_zar", 75000,
              "channel", "mobile_banking",
              "merchant_category", "electronics"));
      describe(
          api,
          "/event",
          schema("/schema/signal.v1.schema.json"),
          Map.of(
              "event_id", "hack-101",
              "event_type", "transaction_fraud_detected",
              "source_system", "ai_risk_engine",
              "customer_id", "hacker_007",
              "metadata", Map.of("risk_score", 99)));
      // A trailing slash is accepted, and not worth a second entry.
      api.getPaths().keySet().removeIf(path -> path.length() > 1 && path.endsWith("/"));
      api.getPaths()
          .values()
          .forEach(
              path ->
                  path.readOperations()
                      .forEach(
                          operation -> {
                            operation.getResponses().addApiResponse("default", problem());
                            operation.setTags(
                                operation.getTags().stream()
                                    .map(OpenApiConfiguration::plural)
                                    .toList());
                          }));
    };
  }

  private static String plural(String controller) {
    var name = controller.replace("-controller", "").replace('-', ' ');
    var title = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return title.endsWith("s") ? title : title + "s";
  }

  private static void describe(OpenAPI api, String path, Schema<?> schema, Object example) {
    var item = api.getPaths().get(path);
    if (item == null || item.getPost() == null) {
      throw new IllegalStateException("no POST " + path + " to describe");
    }
    item.getPost()
        .setRequestBody(
            new RequestBody()
                .required(true)
                .content(
                    new Content()
                        .addMediaType(JSON, new MediaType().schema(schema).example(example))));
  }

  private static ApiResponse problem() {
    return new ApiResponse()
        .description("What was wrong: field and rule, never the value")
        .content(
            new Content()
                .addMediaType(
                    PROBLEM,
                    new MediaType()
                        .example(
                            Map.of(
                                "type", "urn:casework:problem:refused",
                                "title", "Unprocessable Entity",
                                "status", 422,
                                "detail", "/amount: minimum 0",
                                "field", "/amount",
                                "rule", "minimum 0"))));
  }

  private static Schema<?> schema(String resource) {
    try (var in = OpenApiConfiguration.class.getResourceAsStream(resource)) {
      return Json31.mapper().readValue(in, Schema.class);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " is no JSON Schema", e);
    }
  }
}
