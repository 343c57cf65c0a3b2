package io.casework.audit;

import io.casework.audit.LogVerifier.Broken;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.util.Arrays;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;

/** Checks time stamps (RFC 3161) of one authority. */
final class TimeStampVerifier {

  private final X509CertificateHolder authority;

  private TimeStampVerifier(X509CertificateHolder authority) {
    this.authority = authority;
  }

  static TimeStampVerifier of(String text) throws IOException {
    try (var pem = new PEMParser(new StringReader(text))) {
      if (pem.readObject() instanceof X509CertificateHolder certificate) {
        return new TimeStampVerifier(certificate);
      }
      throw new IOException("no CERTIFICATE in PEM form");
    }
  }

  void check(String name, byte[] stamp, byte[] content) throws Broken {
    try {
      var token = new TimeStampResponse(stamp).getTimeStampToken();
      if (token == null) {
        throw new Broken(name, "holds no time stamp");
      }
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(authority));
      var info = token.getTimeStampInfo();
      if (!info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
          || !Arrays.equals(info.getMessageImprintDigest(), Sha256.of(content))) {
        throw new Broken(name, "is the time stamp of other bytes");
      }
    } catch (TSPException | IOException e) {
      throw new Broken(name, "is no time stamp of this authority: " + e.getMessage());
    } catch (OperatorCreationException | CertificateException e) {
      throw new Broken(name, "cannot be checked: " + e.getMessage());
    }
  }
}
