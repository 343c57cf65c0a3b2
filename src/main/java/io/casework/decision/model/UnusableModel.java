package io.casework.decision.model;

import java.io.IOException;

/** A file that is no model of ours; the message names the file and says why. */
public final class UnusableModel extends IOException {

  UnusableModel(String file, String why) {
    super(file + ": " + why);
  }
}
