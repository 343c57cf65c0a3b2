package io.casework.decision.rules;

import java.util.Set;

/** A comparison of the rule language. A new one is one class: it is found because it is here. */
interface Operator {

  /** Its name in conditions. */
  String name();

  /** The facts it can be asked of; of metadata, all can. */
  Set<FactType> fits();

  /** What its value must be, in words. */
  String takes();

  /** Reads its value, once for all payments; refuses what does not fit. */
  Operand read(Literal value);
}
