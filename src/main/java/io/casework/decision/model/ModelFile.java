package io.casework.decision.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of a model, whole in memory; its name is for messages only. */
record ModelFile(String name, byte[] bytes) {

  private static final int MAX_BYTES = 16 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static ModelFile read(Path path) throws UnusableModel {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new UnusableModel(path.toString(), "is larger than " + MAX_BYTES + " bytes");
      }
      return new ModelFile(path.toString(), Files.readAllBytes(path));
    } catch (UnusableModel e) {
      throw e;
    } catch (IOException e) {
      throw new UnusableModel(path.toString(), "cannot be read (" + e + ")");
    }
  }

  /** A file that is shipped in the jar. */
  static ModelFile shipped(String name) throws UnusableModel {
    try (var in = ModelFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new UnusableModel(name, "is not shipped");
      }
      return new ModelFile(name, in.readAllBytes());
    } catch (UnusableModel e) {
      throw e;
    } catch (IOException e) {
      throw new UnusableModel(name, "cannot be read (" + e + ")");
    }
  }

  JsonNode json() throws UnusableModel {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw unusable("is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw unusable("cannot be read (" + e + ")");
    }
  }

  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Long enough to tell models apart for ever, short enough to be read aloud. */
  String version(String kind) {
    return kind + "-" + sha256().substring(0, 12);
  }

  UnusableModel unusable(String why) {
    return new UnusableModel(name, why);
  }
}
