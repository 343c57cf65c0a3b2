package io.casework.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.core.Utc;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stands in for ids of people where rows must be joined and nobody need know who it is.
 *
 * <p>HMAC-SHA-256 under a random secret of the installation, which is wrapped under the master key:
 * without that, no token can be guessed from an id. A start with another master key ends here.
 */
@Component
public class Tokens {

  private static final String SECRET = "tokens";
  private static final String HMAC = "HmacSHA256";
  private static final String MARK = "t1_";
  private static final int BYTES = 16;

  private final SecretKeySpec key;

  Tokens(JdbcClient jdbc, MasterKey master, Clock clock) {
    var wrapped = find(jdbc).orElseGet(() -> make(jdbc, master, clock));
    try {
      this.key =
          new SecretKeySpec(master.unwrap(Base64.getDecoder().decode(wrapped), SECRET), HMAC);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "this is not the master key under which the data of this installation are sealed: bring"
              + " back the right one (on a laptop the file keys/master-key.json; if it was missing,"
              + " a new one was made, which opens nothing)",
          e);
    }
  }

  private static Optional<String> find(JdbcClient jdbc) {
    return jdbc.sql("select wrapped from vault_secret where name = :name")
        .param("name", SECRET)
        .query(String.class)
        .optional();
  }

  private static String make(JdbcClient jdbc, MasterKey master, Clock clock) {
    var secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    try {
      jdbc.sql(
              "insert into vault_secret (name, wrapped, created_at) values (:name, :wrapped, :now)")
          .param("name", SECRET)
          .param("wrapped", Base64.getEncoder().encodeToString(master.wrap(secret, SECRET)))
          .param("now", Utc.of(clock.instant()))
          .update();
    } catch (DuplicateKeyException e) {
      // Another node was faster; its secret counts.
    }
    return find(jdbc).orElseThrow();
  }

  /** The same short text for the same value, on every node; 25 characters. */
  public String of(String value) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      var code = Arrays.copyOf(mac.doFinal(value.getBytes(UTF_8)), BYTES);
      return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
