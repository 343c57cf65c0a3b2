package io.casework.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Another program, by a signed post; it drops repeats by the key. */
@Component
class WebhookNotifier implements Notifier {

  private static final String HMAC = "HmacSHA256";

  /** Signs what nobody will receive, so that a dry run shows every header. */
  private static final String DRY_RUN_SECRET = "dry-run-only-no-secret";

  private final NotificationProperties properties;
  private final OutgoingHttp http;
  private final ObjectMapper json;

  WebhookNotifier(NotificationProperties properties, OutgoingHttp http, ObjectMapper json) {
    this.properties = properties;
    this.http = http;
    this.json = json;
    properties.webhook().keySet().stream().filter(this::knows).forEach(this::address);
  }

  @Override
  public String channel() {
    return "webhook";
  }

  @Override
  public boolean knows(String name) {
    var target = properties.webhook().get(name);
    return target != null && target.configured();
  }

  @Override
  public Posting prepare(Delivery delivery) {
    var notice = delivery.notice();
    var body = write(notice);
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Idempotency-Key", headerSafe(notice.key()));
    headers.put("X-Casework-Signature", "sha256=" + signature(delivery.destination().name(), body));
    return new Posting(
        delivery.destination(),
        "Webhook %s: %s".formatted(delivery.destination().name(), notice.subject()),
        headers,
        body);
  }

  @Override
  public Outcome send(Posting posting) {
    return http.post(address(posting.to().name()), posting);
  }

  private URI address(String name) {
    var target = properties.webhook().get(name);
    if (target == null || !target.configured()) {
      throw new Unfit("no webhook of this name is configured");
    }
    return OutgoingHttp.address("casework.notification.webhook." + name + ".url", target.url());
  }

  private String write(Notice notice) {
    try {
      return json.writeValueAsString(
          new Body(
              notice.key(),
              notice.kind(),
              notice.urgency(),
              notice.audience(),
              notice.caseId() == null ? null : notice.caseId().value(),
              notice.subject(),
              notice.text(),
              notice.link(),
              notice.facts()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String signature(String name, String body) {
    var target = properties.webhook().get(name);
    var secret = target == null || !target.configured() ? DRY_RUN_SECRET : target.secret();
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As it is, unless a character has no place in a header. */
  private static String headerSafe(String key) {
    return key.chars().allMatch(c -> c > 0x20 && c < 0x7f)
        ? key
        : URLEncoder.encode(key, StandardCharsets.UTF_8);
  }

  record Body(
      String key,
      String kind,
      @Nullable String urgency,
      String audience,
      @Nullable String caseId,
      String subject,
      String text,
      @Nullable String link,
      Map<String, Object> facts) {}
}
