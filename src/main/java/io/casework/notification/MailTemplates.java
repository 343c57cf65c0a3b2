package io.casework.notification;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The words around a message in a mail: {@code src/main/resources/notification/}. */
@Component
class MailTemplates {

  private final Template subject = template("mail-subject.txt", false);
  private final Template text = template("mail.txt", false);
  private final Template html = template("mail.html", true);

  Mail render(Notice notice) {
    var values =
        Map.of(
            "subject", notice.subject(),
            "lines", notice.text().lines().filter(line -> !line.isBlank()).toList(),
            "link", Links.of(notice),
            "linkLabel", Links.label(notice),
            "urgent", isUrgent(notice),
            "reference", notice.key());
    return new Mail(subject.execute(values).strip(), text.execute(values), html.execute(values));
  }

  static boolean isUrgent(Notice notice) {
    return "critical".equals(notice.urgency()) || "P1".equals(notice.urgency());
  }

  private static Template template(String name, boolean escape) {
    try {
      var file = new ClassPathResource("notification/" + name);
      return Mustache.compiler()
          .escapeHTML(escape)
          .emptyStringIsFalse(true)
          .compile(file.getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Mail(String subject, String text, String html) {}
}
