package io.casework.bundle;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.Content;
import io.casework.vault.CaseKey;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Takes personal values away and leaves commitments: {@code SHA-256(salt || canonical JSON)}.
 *
 * <p>Salts come from the case's key. Without a salt nobody can guess a value by trying, and with
 * the key they are gone for ever, except in full bundles that were handed out.
 */
final class Redaction {

  private final Optional<CaseKey> key;
  private final int version;

  /**
   * @param key of the case; empty when it is destroyed, which leaves nothing to commit to
   * @param version of the bundle: no two bundles share a salt
   */
  Redaction(Optional<CaseKey> key, int version) {
    this.key = key;
    this.version = version;
  }

  /**
   * Replaces every value that a pattern names, in place.
   *
   * @param root what the pointers start at
   * @param patterns JSON pointers in which an asterisk stands for every element or member
   * @return what was replaced, in the order of the pointers
   */
  List<Withheld> withhold(String file, ContainerNode<?> root, List<String> patterns) {
    var pointers = new TreeSet<String>();
    for (var pattern : patterns) {
      expand(root, pattern.substring(1).split("/", -1), 0, "", pointers);
    }
    pointers.removeIf(pointer -> hasAncestor(pointer, pointers));
    return pointers.stream().map(pointer -> replace(file, root, pointer)).toList();
  }

  /** Commits to a whole file. */
  Withheld withhold(String file, Content content) throws IOException {
    var salt = salt(file, "");
    if (salt.isEmpty()) {
      return new Withheld(file, "", null, null);
    }
    var digest = Hashes.sha256();
    digest.update(salt.get());
    try (var in = content.open()) {
      in.transferTo(Hashes.into(digest));
    }
    return withheld(file, "", salt.get(), digest);
  }

  private Withheld replace(String file, ContainerNode<?> root, String pointer) {
    var at = JsonPointer.compile(pointer);
    var parent = root.at(at.head());
    var name = at.last().getMatchingProperty();
    var value = parent.isArray() ? parent.get(Integer.parseInt(name)) : parent.get(name);
    var withheld = commit(file, pointer, value);
    var mark = mark(withheld);
    if (parent instanceof ObjectNode object) {
      object.set(name, mark);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(name), mark);
    }
    return withheld;
  }

  private Withheld commit(String file, String pointer, JsonNode value) {
    var salt = salt(file, pointer);
    if (salt.isEmpty()) {
      return new Withheld(file, pointer, null, null);
    }
    var digest = Hashes.sha256();
    digest.update(salt.get());
    digest.update(CanonicalJson.bytes(value));
    return withheld(file, pointer, salt.get(), digest);
  }

  private static Withheld withheld(String file, String pointer, byte[] salt, MessageDigest digest) {
    var hex = HexFormat.of();
    return new Withheld(
        file, pointer, hex.formatHex(salt), "sha256:" + hex.formatHex(digest.digest()));
  }

  private Optional<byte[]> salt(String file, String pointer) {
    return key.map(found -> found.salt(version + "|" + file + "|" + pointer));
  }

  /** What stands in a redacted file instead of a value. */
  static ObjectNode mark(Withheld withheld) {
    var mark = JsonNodeFactory.instance.objectNode().put("withheld", withheld.why());
    return withheld.commitment() == null ? mark : mark.put("commitment", withheld.commitment());
  }

  // A pattern that names an absent field, or one without a value, names nothing.
  private static void expand(
      JsonNode node, String[] steps, int step, String pointer, TreeSet<String> into) {
    if (step == steps.length) {
      if (!node.isMissingNode() && !node.isNull()) {
        into.add(pointer);
      }
    } else if (node.isObject()) {
      var name = steps[step].replace("~1", "/").replace("~0", "~");
      node.properties()
          .forEach(
              field -> {
                if (steps[step].equals("*") || field.getKey().equals(name)) {
                  var key = field.getKey().replace("~", "~0").replace("/", "~1");
                  expand(field.getValue(), steps, step + 1, pointer + "/" + key, into);
                }
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        if (steps[step].equals("*") || steps[step].equals(String.valueOf(i))) {
          expand(node.get(i), steps, step + 1, pointer + "/" + i, into);
        }
      }
    }
  }

  private static boolean hasAncestor(String pointer, TreeSet<String> pointers) {
    for (int slash = pointer.lastIndexOf('/');
        slash > 0;
        slash = pointer.lastIndexOf('/', slash - 1)) {
      if (pointers.contains(pointer.substring(0, slash))) {
        return true;
      }
    }
    return false;
  }
}
