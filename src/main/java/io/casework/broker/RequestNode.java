package io.casework.broker;

import java.util.Map;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** Answers requests that come as messages. */
interface RequestNode {

  Reply answer(Message request);

  /** The reply to a request that could not even be carried out because the disk failed. */
  Reply refuse(Refusal refusal);

  /** A status for programs in the properties, and what was asked for in the body. */
  record Reply(Map<String, Object> properties, @Nullable Object body) {}
}
