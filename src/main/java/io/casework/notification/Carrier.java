package io.casework.notification;

import java.util.List;

/** Takes claimed messages to where they go, and writes down what became of each. */
interface Carrier {

  /** How many it wants at once. */
  int batch();

  void carry(List<Delivery> claimed);
}
