package io.casework.bundle;

/** What readers would expect in a bundle, and why it is not there. */
record Missing(String path, String source, String why) {}
