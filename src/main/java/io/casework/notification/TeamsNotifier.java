package io.casework.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Teams, by a webhook of Workflows for each name, as an adaptive card with a button.
 *
 * <p>Texts are text runs, in which Markdown means nothing. A message for a person goes to the
 * workflow {@code people} and names its {@code recipient}.
 */
@Component
class TeamsNotifier implements Notifier {

  private final NotificationProperties properties;
  private final OutgoingHttp http;
  private final Addresses addresses;
  private final ObjectMapper json;

  TeamsNotifier(
      NotificationProperties properties,
      OutgoingHttp http,
      Addresses addresses,
      ObjectMapper json) {
    this.properties = properties;
    this.http = http;
    this.addresses = addresses;
    this.json = json;
    properties.teams().webhooks().keySet().stream().filter(this::knows).forEach(this::address);
    if (!properties.teams().webhook().isBlank()) {
      address("");
    }
  }

  @Override
  public String channel() {
    return "teams";
  }

  @Override
  public boolean knows(String name) {
    return !properties.teams().address(place(name)).isBlank();
  }

  @Override
  public Posting prepare(Delivery delivery) {
    var notice = delivery.notice();
    var message = json.createObjectNode().put("type", "message");
    var user = delivery.destination().user();
    if (!user.isEmpty()) {
      addresses.emailOf(user).ifPresent(address -> message.put("recipient", address));
    }
    var attachment =
        message
            .putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive");
    var card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
        .put("type", "AdaptiveCard")
        .put("version", "1.4")
        .put("fallbackText", notice.subject());
    card.putObject("msteams").put("width", "Full");
    var body = card.putArray("body");
    run(body.addObject(), notice.subject()).put("weight", "Bolder").put("size", "Large");
    notice
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(each -> run(body.addObject(), each));
    if (!user.isEmpty()) {
      run(body.addObject(), "For " + user).put("isSubtle", true);
    }
    var link = Links.of(notice);
    if (!link.isEmpty()) {
      card.putArray("actions")
          .addObject()
          .put("type", "Action.OpenUrl")
          .put("title", Links.label(notice))
          .put("url", link);
    }
    return new Posting(
        delivery.destination(),
        "Teams message: " + notice.subject(),
        Map.of("Content-Type", "application/json; charset=utf-8"),
        message.toString());
  }

  private static ObjectNode run(ObjectNode block, String text) {
    block.put("type", "RichTextBlock");
    return block.putArray("inlines").addObject().put("type", "TextRun").put("text", text);
  }

  @Override
  public Outcome send(Posting posting) {
    return http.post(address(posting.to().name()), posting);
  }

  /** One workflow writes to all persons. */
  private static String place(String name) {
    return name.startsWith("user:") || name.equals(NotificationMatrix.ADDRESSEE)
        ? TeamsProperties.PEOPLE
        : name;
  }

  private URI address(String name) {
    if (!knows(name)) {
      throw new Unfit("no Teams webhook of this name is configured");
    }
    var property = "casework.notification.teams.webhooks." + place(name);
    var address = OutgoingHttp.address(property, properties.teams().address(place(name)));
    var host = address.getHost();
    if (!OutgoingHttp.isLoopback(host)
        && properties.teams().hosts().stream()
            .noneMatch(each -> host.equals(each) || host.endsWith("." + each))) {
      throw new IllegalArgumentException(
          property + " must be a webhook of Workflows, see casework.notification.teams.hosts");
    }
    return address;
  }
}
