package io.casework.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * The configuration of all rooms that decides something, as bound, defaults and all: read off their
 * property records, so that a new room need not say anything.
 */
@Component
class DecidingProperties implements Settings {

  /** Rooms that hold, carry or sign; where they keep their things decides nothing. */
  private static final Pattern NOT_DECIDING =
      Pattern.compile("casework\\.(installation|bus|vault|archive)|.*-webhook");

  /** Values that are secret, or differ between machines without a meaning. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          ".*(password|secret|token|credential|connection|api_key|user_name|webhooks?"
              + "|recipients|lists|sender|email\\.user"
              + "|directory|folder|_file|port|canaries|canary_files)(\\..*)?");

  /** What is longer leaves its digest, so that several changes fit into one record. */
  private static final int MOST = 150;

  private final ApplicationContext context;
  private final ObjectMapper json;

  DecidingProperties(ApplicationContext context, ObjectMapper json) {
    this.context = context;
    this.json = json;
  }

  @Override
  public Map<String, String> inForce() {
    var found = new TreeMap<String, String>();
    ConfigurationPropertiesBean.getAll(context)
        .values()
        .forEach(
            bean -> {
              var prefix = bean.getAnnotation().prefix();
              if (prefix.startsWith("casework.") && !NOT_DECIDING.matcher(prefix).matches()) {
                flatten(prefix, json.valueToTree(bean.getInstance()), found);
              }
            });
    return found;
  }

  private static void flatten(String name, JsonNode value, Map<String, String> into) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(each -> flatten(name + "." + each.getKey(), each.getValue(), into));
    } else if (!LEFT_OUT.matcher(name).matches()) {
      var text = value.isArray() ? value.toString() : value.asText();
      into.put(name, shown(text));
    }
  }

  /** An address without what may be secret in it. */
  private static String shown(String text) {
    if (text.contains("://")) {
      try {
        var uri = URI.create(text);
        return uri.getScheme()
            + "://"
            + uri.getHost()
            + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
      } catch (IllegalArgumentException e) {
        return "an address";
      }
    }
    return text.length() <= MOST ? text : "sha256 " + sha256(text);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
