package io.casework.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The body of a request, but never more of it than is looked at. */
public final class RequestBytes {

  private RequestBytes() {}

  /** One byte more than allowed is enough for the reader to refuse it. */
  public static byte[] of(HttpServletRequest request, int most) throws IOException {
    return request.getInputStream().readNBytes(most + 1);
  }
}
