package io.casework.alerts.sources;

import java.io.IOException;
import java.io.StringReader;
import javax.swing.text.MutableAttributeSet;
import javax.swing.text.html.HTML;
import javax.swing.text.html.HTMLEditorKit;
import javax.swing.text.html.parser.ParserDelegator;

/** The words of an HTML page, read by the JDK's own parser; nothing is loaded, nothing is run. */
final class HtmlText extends HTMLEditorKit.ParserCallback {

  private final StringBuilder text = new StringBuilder();
  private int hidden;

  private HtmlText() {}

  static String of(String html) {
    var found = new HtmlText();
    try {
      new ParserDelegator().parse(new StringReader(html), found, true);
    } catch (IOException e) {
      throw new IllegalStateException(e); // a string can always be read
    }
    return found
        .text
        .toString()
        .replaceAll("[ \\t\\x0B\\f\\r]+", " ")
        .replaceAll(" ?\\n[ \\n]*", "\n")
        .strip();
  }

  @Override
  public void handleText(char[] words, int position) {
    if (hidden == 0) {
      text.append(words);
    }
  }

  @Override
  public void handleStartTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
    if (hides(tag)) {
      hidden++;
    }
    line(tag);
  }

  @Override
  public void handleEndTag(HTML.Tag tag, int position) {
    if (hides(tag)) {
      hidden--;
    }
    line(tag);
  }

  @Override
  public void handleSimpleTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
    line(tag);
  }

  private static boolean hides(HTML.Tag tag) {
    return tag == HTML.Tag.TITLE || tag == HTML.Tag.STYLE || tag == HTML.Tag.SCRIPT;
  }

  private void line(HTML.Tag tag) {
    if (tag.breaksFlow()) {
      text.append('\n');
    }
  }
}
