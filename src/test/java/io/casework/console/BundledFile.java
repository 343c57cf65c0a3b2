package io.casework.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.TestDesk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.zip.ZipInputStream;

/** A file of a bundle as an auditor gets it. */
final class BundledFile {

  private BundledFile() {}

  static String of(TestDesk desk, String path, String file)
      throws IOException, InterruptedException {
    var password = ("auditor-1:" + TestDesk.PASSWORD).getBytes(UTF_8);
    var request =
        HttpRequest.newBuilder(URI.create(desk.url() + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(password))
            .build();
    var response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (var zip = new ZipInputStream(response.body())) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(file)) {
          return new String(zip.readAllBytes(), UTF_8);
        }
      }
    }
    throw new IllegalStateException("no " + file + " in " + path);
  }
}
