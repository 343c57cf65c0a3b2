package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that would be scored wrongly is not scored at all. */
@Tag("S1-93")
class XgboostJsonTests {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    var file = folder.resolve("model.json");

    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(UnusableModel.class)
        .hasMessageStartingWith(file + ": cannot be read");
  }

  @Test
  void aFileThatIsTooLargeIsNotRead(@TempDir Path folder) throws IOException {
    var file = folder.resolve("model.json");
    Files.write(file, new byte[(16 << 20) + 1]);

    assertThatThrownBy(() -> ModelFile.read(file)).hasMessageContaining("is larger than");
  }

  @Test
  void halfAFileIsRefused() throws IOException {
    var bytes = SmallBank.trees().bytes();
    var half = new ModelFile("half.json", Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> XgboostJson.read(half))
        .isInstanceOf(UnusableModel.class)
        .hasMessageStartingWith("half.json: is not JSON");
  }

  @Test
  void damagedFilesAreScoredOrRefusedButNothingWorse() throws IOException {
    var random = new Random(1);
    for (int i = 0; i < 300; i++) {
      damaged(SmallBank.trees(), random, XgboostJson::read);
      damaged(SmallBank.forest(), random, IsolationForestJson::read);
    }
  }

  @Test
  void anotherJsonIsRefused() {
    var file = new ModelFile("other.json", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> XgboostJson.read(file))
        .hasMessage("other.json: objective is \"\" instead of binary:logistic");
  }

  @Test
  void namesInAnotherOrderAreRefused() throws IOException {
    refused(
        learner -> {
          var names = (ArrayNode) learner.get("feature_names");
          names.set(0, "night").set(2, "amount");
        },
        "feature names [night, weekend, amount, ");
  }

  @Test
  void anotherNumberOfFeaturesIsRefused() throws IOException {
    refused(
        learner -> object(learner, "/learner_model_param").put("num_feature", "14"),
        "feature count is \"14\" instead of 15");
  }

  @Test
  void anotherObjectiveIsRefused() throws IOException {
    refused(
        learner -> object(learner, "/objective").put("name", "reg:squarederror"),
        "objective is \"reg:squarederror\" instead of binary:logistic");
  }

  @Test
  void aBaseScoreThatIsNoProbabilityIsRefused() throws IOException {
    refused(
        learner -> object(learner, "/learner_model_param").put("base_score", "1.5"),
        "base score \"1.5\" is no probability");
  }

  @Test
  void aTreeThatWouldNeverEndIsRefused() throws IOException {
    refused(
        learner -> array(learner, "left_children").set(0, IntNode.valueOf(0)),
        "tree 0 is no tree of depth 16 at most");
  }

  @Test
  void aNodeOutsideTheTreeIsRefused() throws IOException {
    refused(
        learner -> array(learner, "right_children").set(0, IntNode.valueOf(99)),
        "tree 0 is no tree");
  }

  @Test
  void notANumberIsRefused() throws IOException {
    refused(
        learner -> array(learner, "split_conditions").set(0, "NaN"),
        "tree 0 split_conditions has something else than finite numbers");
  }

  @Test
  void aFeatureThatDoesNotExistIsRefused() throws IOException {
    refused(
        learner -> array(learner, "split_indices").set(0, IntNode.valueOf(15)),
        "tree 0 asks for feature 15");
  }

  @Test
  void aNodeWithoutTrainingDataIsRefused() throws IOException {
    refused(
        learner -> array(learner, "sum_hessian").set(1, IntNode.valueOf(0)),
        "tree 0 has a node that saw no training data");
  }

  @Test
  void theBaseScoreOfLaterXgboostsIsRead() throws IOException {
    var same =
        changed(learner -> object(learner, "/learner_model_param").put("base_score", "[5E-1]"));
    var row = new double[15];

    assertThat(XgboostJson.read(same).score(row))
        .isEqualTo(XgboostJson.read(SmallBank.trees()).score(row));
  }

  private interface Reader {
    Model read(ModelFile file) throws UnusableModel;
  }

  private static void damaged(ModelFile file, Random random, Reader reader) {
    var bytes = file.bytes().clone();
    for (int i = 0; i < 3; i++) {
      bytes[random.nextInt(bytes.length)] =
          (byte) "0123456789,-.[]{}\"ex".charAt(random.nextInt(20));
    }
    try {
      assertThat(reader.read(new ModelFile("damaged", bytes)).score(new double[15]))
          .isBetween(0.0, 1.0);
    } catch (UnusableModel e) {
      assertThat(e).hasMessageStartingWith("damaged: ");
    }
  }

  private static void refused(Consumer<JsonNode> change, String why) throws IOException {
    var file = changed(change);

    assertThatThrownBy(() -> XgboostJson.read(file))
        .isInstanceOf(UnusableModel.class)
        .hasMessageStartingWith("changed.json: " + why);
  }

  private static ModelFile changed(Consumer<JsonNode> change) throws IOException {
    var root = JSON.readTree(SmallBank.trees().bytes());
    change.accept(root.get("learner"));
    return new ModelFile("changed.json", JSON.writeValueAsBytes(root));
  }

  private static ObjectNode object(JsonNode learner, String pointer) {
    return (ObjectNode) learner.at(pointer);
  }

  private static ArrayNode array(JsonNode learner, String name) {
    return (ArrayNode) learner.at("/gradient_booster/model/trees/0/" + name);
  }
}
