package io.casework.broker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who take messages from one queue, each in turn. */
final class Recipients {

  private final List<Recipient> recipients = new ArrayList<>();
  private int turn;

  void add(Recipient recipient) {
    recipients.add(recipient);
  }

  void remove(Recipient recipient) {
    recipients.remove(recipient);
  }

  int size() {
    return recipients.size();
  }

  @Nullable Recipient next() {
    for (int i = 0; i < recipients.size(); i++) {
      Recipient recipient = recipients.get((turn + i) % recipients.size());
      if (recipient.isReady()) {
        turn = (turn + i + 1) % recipients.size();
        return recipient;
      }
    }
    return null;
  }
}
