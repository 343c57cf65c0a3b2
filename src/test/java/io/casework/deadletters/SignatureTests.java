package io.casework.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTests {

  private static String of(String pointer, String rule) {
    return Signature.of("fraud-cases-inbound", "SCHEMA_INVALID", pointer, rule);
  }

  @Test
  void indexesIdsAndNumbersDoNotTellLettersApart() {
    assertThat(of("/explanation/3/feature", "maxLength 40"))
        .isEqualTo(of("/explanation/12/feature", "maxLength 80"));
    assertThat(of("/a/7b0f2a54-6f0e-4c0e-9d1b-0d5f6a2c9e01/b", "is required"))
        .isEqualTo(of("/a/00000000-0000-0000-0000-000000000000/b", "is required"));
    assertThat(of("", "not strict JSON at line 1, column 7: syntax error"))
        .isEqualTo(of("", "not strict JSON at line 20, column 1: syntax error"));
  }

  @Test
  void placeRuleReasonAndEntityDo() {
    var one = of("/risk/score", "is required");

    assertThat(one).isNotEqualTo(of("/risk/model_version", "is required"));
    assertThat(one).isNotEqualTo(of("/risk/score", "must be of type number"));
    assertThat(one)
        .isNotEqualTo(
            Signature.of("transactions-inbound", "SCHEMA_INVALID", "/risk/score", "is required"))
        .isNotEqualTo(
            Signature.of("fraud-cases-inbound", "SEMANTIC", "/risk/score", "is required"));
    assertThat(one).matches("[0-9a-f]{16}");
  }

  @Test
  void aNumberWithinANameIsPartOfTheName() {
    assertThat(Signature.pointer("/address_2/line1")).isEqualTo("/address_2/line1");
    assertThat(Signature.pointer("/explanation/3/feature")).isEqualTo("/explanation/*/feature");
  }
}
