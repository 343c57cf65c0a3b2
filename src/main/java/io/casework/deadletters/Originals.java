package io.casework.deadletters;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The broker's own dead-letter queues. */
interface Originals {

  /**
   * Takes messages that nobody needs any more out of an entity's dead-letter queue; all others
   * stay.
   *
   * @return the letters whose messages were there and are gone now
   */
  Set<String> settle(String entity, List<Wanted> wanted);

  /**
   * A message, by what tells it from others.
   *
   * @param deadLetterId ours, to name it by in the answer
   */
  record Wanted(String deadLetterId, @Nullable String messageId, String bodySha256, String reason) {

    boolean is(@Nullable String otherId, String otherSha256, @Nullable String otherReason) {
      var mine = messageId == null ? "" : messageId;
      return bodySha256.equals(otherSha256)
          && reason.equals(otherReason)
          && mine.equals(otherId == null ? "" : otherId);
    }
  }
}
