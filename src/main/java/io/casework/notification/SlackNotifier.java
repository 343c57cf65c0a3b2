package io.casework.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Slack, by an incoming webhook for each name. */
@Component
class SlackNotifier implements Notifier {

  /** What Slack takes in one block. */
  private static final int MOST = 3000;

  private final NotificationProperties properties;
  private final OutgoingHttp http;
  private final ObjectMapper json;

  SlackNotifier(NotificationProperties properties, OutgoingHttp http, ObjectMapper json) {
    this.properties = properties;
    this.http = http;
    this.json = json;
    properties.slack().webhooks().keySet().stream().filter(this::knows).forEach(this::address);
    if (!properties.slack().webhook().isBlank()) {
      address("");
    }
  }

  @Override
  public String channel() {
    return "slack";
  }

  @Override
  public boolean knows(String name) {
    return !properties.slack().address(name).isBlank();
  }

  @Override
  public Posting prepare(Delivery delivery) {
    var notice = delivery.notice();
    var message = json.createObjectNode();
    // For the notification on a telephone; the blocks are what one sees in the channel.
    message.put("text", escaped(notice.subject(), MOST));
    message.put("unfurl_links", false).put("unfurl_media", false);
    var blocks = message.putArray("blocks");
    var text = "*" + escaped(notice.subject(), MOST / 4) + "*";
    if (!notice.text().isBlank()) {
      text += "\n" + escaped(notice.text(), MOST - text.length() - 1);
    }
    section(blocks.addObject(), text);
    var link = Links.of(notice);
    if (!link.isEmpty()) {
      section(blocks.addObject(), "<%s|%s>".formatted(escaped(link, MOST), Links.label(notice)));
    }
    return new Posting(
        delivery.destination(),
        "Slack message: " + notice.subject(),
        Map.of("Content-Type", "application/json; charset=utf-8"),
        message.toString());
  }

  /** Verbatim: addresses and names in the text do not become links and mentions. */
  private static void section(ObjectNode block, String text) {
    block.put("type", "section");
    block.putObject("text").put("type", "mrkdwn").put("text", text).put("verbatim", true);
  }

  /** No longer than that, never amid an escaped character. */
  private static String escaped(String text, int most) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      var next =
          switch (text.charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> text.substring(i, i + 1);
          };
      if (escaped.length() + next.length() >= most) {
        return escaped.append('…').toString();
      }
      escaped.append(next);
    }
    return escaped.toString();
  }

  @Override
  public Outcome send(Posting posting) {
    return http.post(address(posting.to().name()), posting);
  }

  private URI address(String name) {
    if (!knows(name)) {
      throw new Unfit("no Slack webhook of this name is configured");
    }
    return OutgoingHttp.address(
        "casework.notification.slack.webhooks." + name, properties.slack().address(name));
  }
}
