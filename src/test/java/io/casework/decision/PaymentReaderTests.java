package io.casework.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentReaderTests {

  private final PaymentReader reader =
      new PaymentReader(
          new Currencies(Map.of("ZAR", BigDecimal.ONE, "INR", new BigDecimal("0.21"))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /sender_id: is required",
        "{'sender_id':'a','user_id':'a','receiver':'b','amount':1,'currency':'ZAR'} | /user_id: is another name of sender_id",
        "{'user_id':'a','amount':1,'currency':'ZAR'} | /receiver_id: is required",
        "{'user_id':'a','receiver':'b','currency':'ZAR'} | /amount: is required",
        "{'user_id':'a','receiver':'b','amount':1} | /currency: is required",
        "{'user_id':'a','receiver':'b','amount':-0.01,'currency':'ZAR'} | /amount: minimum 0",
        "{'user_id':'a','receiver':'b','amount':1000000000000.01,'currency':'ZAR'} | /amount: maximum",
        "{'user_id':'a','receiver':'b','amount':1.00001,'currency':'ZAR'} | /amount: must have at most 4 digits",
        "{'user_id':'a','receiver':'b','amount':'1','currency':'ZAR'} | /amount: must be of type number",
        "{'user_id':'a','receiver':'b','amount':1,'currency':'zar'} | /currency: must match",
        "{'user_id':'a','receiver':'b','amount':1,'currency':'ZZZ'} | /currency: must be a code of ISO 4217",
        "{'user_id':'a','receiver':'b','amount':1,'currency':'SEK'} | /currency: has no reference rate",
        "{'user_id':'a','receiver':'b','amount_zar':1,'currency':'INR'} | /currency: must be ZAR or absent",
        "{'user_id':'a','receiver':'b','amount':1,'currency':'ZAR','extra':1} | /extra",
        "{'user_id':'a','receiver':'b','amount':1,'currency':'ZAR','ip':'300.1.1.1'} | /ip: must be an IPv4",
        "{'user_id':'a','receiver':'b','amount':1,'currency':'ZAR','metadata':{'a':{}}} | /metadata/a: must be of type",
        "{'user_id':'a','user_id':'c','receiver':'b','amount':1,'currency':'ZAR'} | no field may stand twice",
        "{'user_id':'','receiver':'b','amount':1,'currency':'ZAR'} | /user_id: minLength 1",
        "[1] | the body must be one JSON object",
        "{'user_id':'a' | syntax error"
      })
  void refusesByFieldAndRule(String body, String message) {
    assertThatThrownBy(() -> read(body)).hasMessageContaining(message);
  }

  @Test
  @Tag("S4-89")
  void readsTheNamesOfOneSource() {
    var payment =
        read("{'user_id':'USER-12345','receiver':'unknown@upi','amount':9000000,'currency':'INR'}");

    assertThat(payment.senderId()).isEqualTo("USER-12345");
    assertThat(payment.amountBase()).isEqualByComparingTo("1890000");
  }

  @Test
  @Tag("S1-42")
  void andOfTheOther() {
    var payment =
        read(
            "{'sender_id':'alice_001','receiver_id':'bob_002','amount_zar':75000,"
                + "'channel':'mobile_banking','merchant_category':'electronics'}");

    assertThat(payment.currency()).isEqualTo("ZAR");
    assertThat(payment.channel()).isEqualTo("mobile_banking");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() {
    var body = ("{\"note\":\"" + "x".repeat(PaymentReader.MAX_BYTES) + "\"}").getBytes(UTF_8);

    assertThatThrownBy(() -> reader.read(body)).hasMessageContaining("must not be larger than");
  }

  private Payment read(String body) {
    return reader.read(body.strip().replace('\'', '"').getBytes(UTF_8));
  }
}
