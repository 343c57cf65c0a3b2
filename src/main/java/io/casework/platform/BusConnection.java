package io.casework.platform;

/** Connection strings of the bus that is in use, embedded or not. */
public record BusConnection(String serviceBus, String eventHubs) {

  @Override
  public String toString() {
    return "BusConnection[secret]";
  }
}
