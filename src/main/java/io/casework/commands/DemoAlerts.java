package io.casework.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Alerts as other systems send them: a few vendors' mails and transactions of known customers. */
public final class DemoAlerts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String[]> MAILS =
      List.of(
          new String[] {"Possible sanctions match", "A counterparty resembles a listed name."},
          new String[] {"Suspicious login pattern", "Failed sign-ins from three countries."},
          new String[] {"High-risk country transfer", "Outgoing wire flagged by screening."},
          new String[] {"KYC document expiring", "Proof of address older than three months."});

  private static final String[][] TRANSACTIONS = {
    {"wire", "ZA", "96.4"},
    {"crypto", "KY", "41.0"},
    {"cash_deposit", "GB", "78.2"},
    {"wire", "NG", "12.5"},
    {"withdrawal", "DE", "55.1"},
    {"wire", "ZA", "96.4"}, // the last tells the first again
  };

  private DemoAlerts() {}

  /**
   * Bodies for the queue {@code alerts-inbound}.
   *
   * @param customers of whom cases are open; an alert is about one of them
   */
  public static List<String> about(List<String> customers, Instant now) {
    var alerts = new ArrayList<String>();
    for (int each = 0; each < MAILS.size(); each++) {
      alerts.add(
          JSON.createObjectNode()
              .put("message_id", "demo-mail-" + each)
              .put("vendor", "alerts@screening.example")
              .put("subject", MAILS.get(each)[0])
              .put("body", MAILS.get(each)[1])
              .put("created_at", now.minus(Duration.ofMinutes(3L + each)).toString())
              .toString());
    }
    for (int each = 0; each < TRANSACTIONS.length; each++) {
      var transaction = TRANSACTIONS[each];
      alerts.add(
          JSON.createObjectNode()
              .put("txn_id", "TXN-DEMO-" + each % (TRANSACTIONS.length - 1))
              .put(
                  "customer_id", customers.get(each % (TRANSACTIONS.length - 1) % customers.size()))
              .put("amount", 1000 + 750 * (each % (TRANSACTIONS.length - 1)))
              .put("currency", "ZAR")
              .put("country", transaction[1])
              .put("txn_type", transaction[0])
              .put("risk_score", Double.parseDouble(transaction[2]))
              .put("created_at", now.minus(Duration.ofMinutes(2)).toString())
              .toString());
    }
    return alerts;
  }
}
