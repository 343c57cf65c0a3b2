package io.casework.workflow;

/** The password of the users that an installation without users gets; absent, it gets none. */
public record FirstRunPassword(String value) {

  @Override
  public String toString() {
    return "FirstRunPassword[secret]";
  }
}
