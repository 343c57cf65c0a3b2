package io.casework.broker;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key of the namespace, and what can be proved with it. */
final class SharedKey {

  private static final String PREFIX = "SharedAccessSignature ";

  private final String name;
  private final byte[] key;

  SharedKey(String name, String key) {
    this.name = name;
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether somebody knows the key itself, as in SASL PLAIN. */
  boolean isKnownTo(String user, String password) {
    return name.equals(user)
        && MessageDigest.isEqual(key, password.getBytes(StandardCharsets.UTF_8));
  }

  /** What a signature allows, if it was made with the key and has not expired. */
  Grant verify(String token, Instant now) {
    if (!token.startsWith(PREFIX)) {
      throw refuse("InvalidToken: the token is no SharedAccessSignature.");
    }
    Map<String, String> fields = new HashMap<>();
    for (String field : token.substring(PREFIX.length()).split("&")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    String resource = field(fields, "sr");
    String expiry = field(fields, "se");
    if (!name.equals(decode(field(fields, "skn")))) {
      throw refuse("InvalidSignature: the name of the key is unknown.");
    }
    byte[] claimed = decode(field(fields, "sig")).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(sign(resource + "\n" + expiry), claimed)) {
      throw refuse("InvalidSignature: the token has an invalid signature.");
    }
    Instant until = expiry(expiry);
    if (!until.isAfter(now)) {
      throw refuse("ExpiredToken: the token has expired.");
    }
    return new Grant(Address.parse(decode(resource)).path(), until);
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw refuse("MalformedToken: the token has no field '" + name + "'.");
    }
    return value;
  }

  private byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform knows HmacSHA256", e);
    }
  }

  private static Instant expiry(String seconds) {
    try {
      return Instant.ofEpochSecond(Math.min(Long.parseLong(seconds), 253_402_300_799L));
    } catch (NumberFormatException e) {
      throw refuse("MalformedToken: the expiry of the token is no number.");
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refuse("MalformedToken: the token is badly encoded.");
    }
  }

  private static Refusal refuse(String description) {
    return new Refusal(Conditions.UNAUTHORIZED, description);
  }
}
