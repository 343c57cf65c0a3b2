package io.casework.retention;

import io.casework.CaseworkTest;

/** On H2: the dump is the one that people would take. */
@CaseworkTest
class CanaryTests extends CanaryContract {

  @Override
  String dump() {
    return String.join("\n", jdbc.sql("script").query(String.class).list());
  }
}
