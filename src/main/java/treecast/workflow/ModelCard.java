package treecast.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import treecast.data.ClassLabels;
import treecast.data.Sha256;
import treecast.exchange.ExportedFile;
import treecast.exchange.ExportedFile.Entry;
import treecast.exchange.ExportedFile.Fact;
import treecast.linalg.Precision;
import treecast.model.Classifier;
import treecast.model.Ensemble;
import treecast.model.Model;
import treecast.model.ModelFile;

/**
 * Model card, a page in Markdown: what the model is, which data and plan it came from, its figures
 * and hashes; and behind that a section for each exported file.
 *
 * @param sha256 of the model, see {@link SavedModel#sha256}
 */
record ModelCard(String sha256) {
  /** File name beside the exported file. */
  static final String NAME = "MODEL.md";

  private static final String TITLE = "# Model card\n";
  private static final String SECTION = "\n## File ";

  /** Whether a page is the card of this model. */
  boolean describes(String page) {
    return page.startsWith(TITLE) && page.contains(row(hash()));
  }

  private Fact hash() {
    return new Fact("SHA-256 of the model", sha256);
  }

  /**
   * The page without any file.
   *
   * @param digest of the training data, or why it is not known
   */
  String head(Classifier model, ModelOrigin origin, String digest) {
    StringBuilder text = new StringBuilder(TITLE);
    List<Fact> facts = new ArrayList<>(networks(model));
    facts.add(hash());
    table(text, "Model", facts);
    table(
        text,
        "Training data",
        List.of(
            new Fact("rows", origin.data().orElse("not known: there is no plan beside the model")),
            new Fact("SHA-256 of the rows", digest)));
    List<Fact> results = new ArrayList<>();
    origin.summary().forEach((key, value) -> results.add(new Fact(key, value)));
    table(text, "Results and versions, as in summary.json", results);
    origin
        .plan()
        .ifPresent(
            plan -> text.append("\n## Plan\n\n```\n").append(plan.strip()).append("\n```\n"));
    return text.toString();
  }

  private static List<Fact> networks(Classifier model) {
    List<Fact> facts = new ArrayList<>();
    if (model instanceof Ensemble ensemble) {
      String averaged = ensemble.average().key();
      facts.add(
          new Fact(
              "ensemble",
              "%d networks, mean of %s".formatted(ensemble.members().size(), averaged)));
      ensemble.members().forEach(member -> facts.add(network(member)));
    } else {
      facts.add(network((Model) model));
    }
    ClassLabels classes = model.encoding().classes();
    facts.add(new Fact("labels", String.join(", ", classes.labels())));
    if (!classes.names().equals(classes.labels())) {
      facts.add(new Fact("names of the classes", String.join(", ", classes.names())));
    }
    return facts;
  }

  private static Fact network(Model model) {
    StringBuilder words = new StringBuilder();
    for (Map.Entry<String, JsonNode> word : ModelFile.metadata(model).properties()) {
      if (!List.of("format", "labels", "classNames", "columns").contains(word.getKey())) {
        words.append(word.getKey()).append(' ').append(word.getValue().asText()).append("; ");
      }
    }
    return new Fact("network", words + "%,d parameters".formatted(model.network().parameters()));
  }

  /** A page with a section for a file, in place of an earlier one for a file of that name. */
  static String with(
      String page, String name, ExportedFile file, Precision precision, boolean folded) {
    int begin = page.indexOf(SECTION + cell(name) + "\n");
    int next = page.indexOf(SECTION, begin + 1);
    String others =
        begin < 0 ? page : page.substring(0, begin) + (next < 0 ? "" : page.substring(next));
    return others + section(name, file, precision, folded);
  }

  private static String section(
      String name, ExportedFile file, Precision precision, boolean folded) {
    StringBuilder text = new StringBuilder();
    List<Fact> facts = new ArrayList<>(file.facts());
    facts.add(new Fact("precision", precision.key()));
    facts.add(new Fact("batch norm", folded ? "folded" : "as in the network"));
    facts.add(new Fact("bytes", "%,d".formatted(file.content().length)));
    facts.add(new Fact("SHA-256 of the file", Sha256.of(file.content())));
    table(text, "File " + name, facts);
    text.append("\n| | name | type | shape | |\n|---|---|---|---|---|\n");
    for (Entry entry : file.entries()) {
      text.append(
          "| %s | `%s` | %s | %s | %s |\n"
              .formatted(
                  entry.kind(),
                  entry.name(),
                  entry.type(),
                  String.join(" x ", entry.shape()),
                  cell(entry.meaning())));
    }
    return text.toString();
  }

  private static void table(StringBuilder text, String title, List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    text.append("\n## ").append(cell(title)).append("\n\n| | |\n|---|---|\n");
    facts.forEach(fact -> text.append(row(fact)));
  }

  private static String row(Fact fact) {
    return "| %s | %s |\n".formatted(cell(fact.name()), cell(fact.words()));
  }

  /** Words in which a table's cell does not end. */
  private static String cell(String words) {
    return words.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
  }
}
