package io.casework.notification;

import io.casework.core.Refused;
import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Messages that no try brought to their destination: listed for operators, and tried again. */
@RestController
class NotificationController {

  private static final int MAX = 200;

  private final UndeliveredNotices notices;

  NotificationController(UndeliveredNotices notices) {
    this.notices = notices;
  }

  @GetMapping("/api/v1/ops/notifications")
  List<UndeliveredNotice> givenUp() {
    return notices.list(MAX);
  }

  @PostMapping("/api/v1/ops/notifications/{deliveryId}/retry")
  void again(@PathVariable long deliveryId, Principal user) {
    if (!notices.again(deliveryId, user.getName())) {
      throw Refused.missing("a message that was given up, of this number,");
    }
  }
}
