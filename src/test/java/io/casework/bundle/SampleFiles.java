package io.casework.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sound bundle on disk, as zip and as folder, with the key to trust. */
public record SampleFiles(Path zip, Path folder, Path key) {

  public static SampleFiles in(Path parent) {
    var sample = new SampleBundle();
    try {
      var unpacked = Unpacked.of(sample.zip(1, Profile.FULL));
      return new SampleFiles(
          Files.write(parent.resolve(unpacked.folder + ".zip"), unpacked.zip()),
          unpacked.writeTo(parent),
          sample.signer.writeTo(parent));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
