package io.casework.decision.context;

/** How well a customer has proved itself. */
public enum Tier {
  BRONZE,
  SILVER,
  GOLD
}
