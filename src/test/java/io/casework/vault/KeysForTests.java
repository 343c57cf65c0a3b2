package io.casework.vault;

import io.casework.core.CaseId;
import java.util.Arrays;

/** Case keys without a database. */
public final class KeysForTests {

  private KeysForTests() {}

  public static CaseKey key(CaseId caseId, int fill) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return new CaseKey(caseId, bytes);
  }
}
