package io.casework.decision.rules;

import static io.casework.decision.rules.TestRules.READER;
import static io.casework.decision.rules.TestRules.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.Refused;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be sent as a rule. */
@Tag("S1-58")
class RuleReaderTests {

  private static final String CONDITION = "{'field':'amount','op':'gt','value':1}";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          'name':''                    | /name        | 1 to 120
          'name':'  '                  | /name        | 1 to 120
          'name':7                     | /name        | must be a text
          'name':null                  | /name        | must be a text
          'description':1              | /description | must be a text
          'weight':-0.01               | /weight      | from 0 to 1
          'weight':1.01                | /weight      | from 0 to 1
          'weight':1e400               | /weight      | from 0 to 1
          'weight':'0.1'               | /weight      | must be a number
          'weight':0.12345             | /weight      | 4 decimals
          'flag':'velocity'            | /flag        | capital letters
          'flag':'_A'                  | /flag        | capital letters
          'flag':''                    | /flag        | capital letters
          'hard_block':'yes'           | /hard_block  | true or false
          'hard_block':null            | /hard_block  | true or false
          'active':1                   | /active      | true or false
          'condition':[]               | /condition   | must be a comparison
          'version':3                  | /version     | set by the server
          'updated_by':'me'            | /updated_by  | set by the server
          'weigth':0.1                 | /weigth      | not a member
          """)
  void whatDoesNotFitIsRefusedByItsPlace(String member, String pointer, String rule) {
    var body = json("{" + member + "}");
    var before =
        READER.whole(json("{'name':'n','weight':0.1,'condition':%s}".formatted(CONDITION)));

    assertThatThrownBy(() -> READER.patched(before, body))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.field()).isEqualTo(pointer);
              assertThat(refused.rule()).contains(rule);
            });
  }

  @ParameterizedTest
  @CsvSource({"name", "weight", "condition"})
  void aWholeRuleNeedsItsEssentials(String missing) {
    var body = "{'name':'n','weight':0.1,'condition':%s}".formatted(CONDITION);
    var without = (ObjectNode) json(body);
    without.remove(missing);

    assertThatThrownBy(() -> READER.whole(without)).hasMessage("/%s: is required", missing);
  }

  @Test
  void namesEndAt120Characters() {
    var body = "{'name':'%s','weight':0.1,'condition':%s}";

    assertThat(READER.whole(json(body.formatted("n".repeat(120), CONDITION))).name()).hasSize(120);
    assertThatThrownBy(() -> READER.whole(json(body.formatted("n".repeat(121), CONDITION))))
        .hasMessageContaining("120");
  }

  @Test
  void keysThatStandTwiceAreRefused() {
    assertThatThrownBy(() -> json("{'name':'a','name':'b'}")).hasMessage("/name: stands twice");
    assertThatThrownBy(() -> json("{'condition':{'all':[{},{'field':'a','op':'gt','op':'lt'}]}}"))
        .hasMessage("/condition/all/1/op: stands twice");
  }

  @ParameterizedTest
  @CsvSource({"''", "{", "{} {}", "nonsense", "'{\"a\":NaN}'"})
  void whatIsNoJsonIsRefused(String text) {
    assertThatThrownBy(() -> json(text)).isInstanceOf(Refused.class).hasMessageStartingWith("body");
  }

  @Test
  void whatIsLeftOutTakesItsDefault() {
    var rule = READER.whole(json("{'name':' n ','weight':1,'condition':%s}".formatted(CONDITION)));

    assertThat(rule)
        .isEqualTo(
            new RuleContent(
                "n", "", json(CONDITION), new BigDecimal("1.00"), null, false, false, true));
  }

  @Test
  @Tag("S1-61")
  void aPatchKeepsWhatItDoesNotName() {
    var before =
        READER.whole(
            json(
                "{'name':'n','weight':0.125,'flag':'F','review':true,'condition':%s}"
                    .formatted(CONDITION)));

    assertThat(READER.patched(before, json("{}"))).isEqualTo(before);
    assertThat(READER.patched(before, json("{'flag':null}")).flag()).isNull();
    assertThat(READER.patched(before, json("{'active':false}"))).isEqualTo(before.inactive());
  }
}
