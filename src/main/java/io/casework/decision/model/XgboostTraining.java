package io.casework.decision.model;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Grows boosted trees with XGBoost's native library; the only class that needs it. */
final class XgboostTraining {

  private static final int ROUNDS = 100;

  private XgboostTraining() {}

  /** One thread, so that one seed gives one model, to the byte. */
  static Map<String, Object> parameters(long seed) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("objective", "binary:logistic");
    parameters.put("tree_method", "hist");
    // The usual 256 bins cost .04 of average precision.
    parameters.put("max_bin", 2048);
    parameters.put("base_score", 0.5);
    parameters.put("eta", 0.1);
    parameters.put("max_depth", 3);
    parameters.put("rounds", ROUNDS);
    parameters.put("seed", seed);
    parameters.put("nthread", 1);
    return parameters;
  }

  /** The model in XGBoost's JSON. */
  static byte[] train(FeatureRows rows, long seed) throws IOException {
    var parameters = parameters(seed);
    parameters.remove("rounds");
    try {
      var matrix = new DMatrix(rows.flat(), rows.size(), Features.NAMES.size(), Float.NaN);
      try {
        matrix.setLabel(rows.labels());
        matrix.setFeatureNames(Features.NAMES.toArray(String[]::new));
        var booster = XGBoost.train(matrix, parameters, ROUNDS, Map.of(), null, null);
        booster.setFeatureNames(Features.NAMES.toArray(String[]::new));
        try {
          return booster.toByteArray("json");
        } finally {
          booster.dispose();
        }
      } finally {
        matrix.dispose();
      }
    } catch (LinkageError | XGBoostError e) {
      throw new IOException(
          "XGBoost cannot train here: its native library needs 64-bit Linux, macOS or Windows, a"
              + " writable temporary folder and, on Linux, libgomp (Debian: apt-get install"
              + " libgomp1). Scoring does not need it. Cause: "
              + root(e),
          e);
    }
  }

  private static Throwable root(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
