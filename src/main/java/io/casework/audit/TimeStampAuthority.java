package io.casework.audit;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/** A stranger who confirms when something was there: RFC 3161 over HTTP. */
final class TimeStampAuthority {

  private final URI url;
  private final Duration timeout;
  private final HttpClient http;
  private final SecureRandom random = new SecureRandom();

  TimeStampAuthority(URI url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /** The answer of the authority, whole, as openssl reads it. */
  byte[] stamp(byte[] content) throws IOException, InterruptedException {
    try {
      var asking = new TimeStampRequestGenerator();
      asking.setCertReq(true);
      var request =
          asking.generate(TSPAlgorithms.SHA256, Sha256.of(content), new BigInteger(64, random));
      var answer =
          http.send(
              HttpRequest.newBuilder(url)
                  .timeout(timeout)
                  .header("Content-Type", "application/timestamp-query")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(request.getEncoded()))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("the time stamp authority answered " + answer.statusCode());
      }
      var response = new TimeStampResponse(answer.body());
      response.validate(request);
      if (response.getTimeStampToken() == null) {
        throw new IOException("no time stamp: " + response.getStatusString());
      }
      return response.getEncoded();
    } catch (TSPException e) {
      throw new IOException("no valid time stamp", e);
    }
  }
}
