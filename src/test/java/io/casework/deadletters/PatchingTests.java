package io.casework.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchingTests {

  private static final String ADD_B = "[{\"op\":\"add\",\"path\":\"/b\",\"value\":1}]";

  @Test
  void numbersKeepEveryDigit() {
    assertThat(
            Patching.apply(
                ADD_B, "{\"amount\":18450.00,\"long\":12345678901234567890.123456789012345}"))
        .isEqualTo("{\"amount\":18450.00,\"long\":12345678901234567890.123456789012345,\"b\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"remove\"",
        "[{\"op\":\"add\"}]",
        "[{\"op\":\"explode\",\"path\":\"/a\"}]",
        "[7]",
        "[{\"op\":\"add\",\"path\":\"b\",\"value\":1}]",
        "[{\"op\":\"add\",\"path\":7,\"value\":1}]"
      })
  void whatIsNoPatchIsRefused(String patch) throws Exception {
    var tree = new ObjectMapper().readTree(patch);

    assertThatThrownBy(() -> Patching.demandPatch(tree))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("/patch: must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "{\"a\":1} {}", "{\"a\":1,\"a\":2}", ""})
  void aBodyThatIsNoJsonStaysAsItIs(String body) {
    assertThatThrownBy(() -> Patching.apply(ADD_B, body)).isInstanceOf(Patching.Unfit.class);
  }

  @Test
  void aPatchThatDoesNotFitSaysNothingOfTheValue() {
    assertThatThrownBy(
            () ->
                Patching.apply(
                    "[{\"op\":\"test\",\"path\":\"/a\",\"value\":1}]", "{\"a\":\"canary\"}"))
        .isInstanceOf(Patching.Unfit.class)
        .hasMessageNotContaining("canary");
  }
}
