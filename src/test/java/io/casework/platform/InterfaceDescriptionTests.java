package io.casework.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CaseworkTest
class InterfaceDescriptionTests {

  @Autowired TestDesk desk;

  @Test
  @Tag("S1-66")
  void theInterfaceIsDescribedWithTheSchemasThatRequestsAreHeldAgainst() {
    var api = desk.get("analyst-1", "/docs/openapi").json();

    assertThat(api.path("openapi").asText()).startsWith("3.1");
    var body =
        api.path("paths")
            .path("/api/v1/transactions")
            .path("post")
            .path("requestBody")
            .path("content")
            .path("application/json")
            .path("schema");
    assertThat(body.path("properties").has("amount_zar")).as(body.toString()).isTrue();
    assertThat(api.path("paths").has("/event")).isTrue();
    assertThat(api.path("components").path("schemas").toString())
        .contains("transaction_id")
        .doesNotContain("transactionId");
    assertThat(api.path("paths").has("/api/v1/cases/{id}/resolution")).isTrue();
  }

  @Test
  @Tag("S1-66")
  @Tag("S1-67")
  void bothPagesAreServedToThoseWhoAreSignedIn() {
    assertThat(desk.get("analyst-1", "/swagger-ui/index.html").status()).isEqualTo(200);
    assertThat(desk.get("analyst-1", "/docs").status()).isIn(200, 302);
    assertThat(desk.get("analyst-1", "/redoc/index.html").body()).contains("redoc.standalone.js");
    assertThat(desk.get("analyst-1", "/webjars/redoc/2.1.4/bundles/redoc.standalone.js").status())
        .isEqualTo(200);
    assertThat(desk.get("", "/docs/openapi").status()).isEqualTo(401);
  }
}
