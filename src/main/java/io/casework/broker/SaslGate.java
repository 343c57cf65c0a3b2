package io.casework.broker;

import java.nio.charset.StandardCharsets;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.SaslListener;
import org.apache.qpid.proton.engine.Transport;

/**
 * The first word of a connection.
 *
 * <p>Whoever names the key in PLAIN may use everything; the SDKs come in anonymously and show
 * tokens later.
 */
final class SaslGate implements SaslListener {

  private final SharedKey key;
  private final Access access;

  SaslGate(SharedKey key, Access access) {
    this.key = key;
    this.access = access;
  }

  void guard(Transport transport) {
    Sasl sasl = transport.sasl();
    sasl.server();
    sasl.setMechanisms("MSSBCBS", "PLAIN", "ANONYMOUS", "EXTERNAL");
    sasl.setListener(this);
  }

  @Override
  public void onSaslInit(Sasl sasl, Transport transport) {
    byte[] response = new byte[sasl.pending()];
    sasl.recv(response, 0, response.length);
    String[] chosen = sasl.getRemoteMechanisms();
    boolean isPlain = chosen.length > 0 && "PLAIN".equals(chosen[0]);
    if (!isPlain) {
      sasl.done(Sasl.PN_SASL_OK);
    } else if (isKnown(response)) {
      access.add(Grant.EVERYTHING);
      sasl.done(Sasl.PN_SASL_OK);
    } else {
      sasl.done(Sasl.PN_SASL_AUTH);
    }
  }

  /** In PLAIN three texts stand between zeros: for whom, who, and the password. */
  private boolean isKnown(byte[] response) {
    String[] parts = new String(response, StandardCharsets.UTF_8).split("\0", -1);
    return parts.length == 3 && key.isKnownTo(parts[1], parts[2]);
  }

  @Override
  public void onSaslResponse(Sasl sasl, Transport transport) {
    sasl.done(Sasl.PN_SASL_AUTH);
  }

  @Override
  public void onSaslMechanisms(Sasl sasl, Transport transport) {
    // only clients are offered mechanisms
  }

  @Override
  public void onSaslChallenge(Sasl sasl, Transport transport) {
    // only clients are challenged
  }

  @Override
  public void onSaslOutcome(Sasl sasl, Transport transport) {
    // only clients are told an outcome
  }
}
