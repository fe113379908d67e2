package treecast.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import treecast.data.DataException;

/**
 * File of an ensemble, in JSON: the averaging method and the paths of the members' files.
 *
 * @param planFormat format version of the plans of the ensemble and its members
 * @param average averaging method
 * @param members paths relative to the file's folder
 */
public record EnsembleFile(int planFormat, AveragingMethod average, List<String> members) {
  /** File name in a run directory. */
  public static final String NAME = "ensemble.json";

  private static final String FORMAT = "treecast-ensemble";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Encodes the file. */
  public byte[] encode() {
    ObjectNode root =
        JSON.createObjectNode()
            .put("format", FORMAT)
            .put("planFormat", planFormat)
            .put("average", average.key());
    members.forEach(root.putArray("members")::add);
    return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Decodes a file.
   *
   * @param where the file's name, for messages
   * @throws DataException if the bytes are not those of an ensemble
   */
  public static EnsembleFile decode(byte[] bytes, String where) {
    JsonNode root = parse(bytes, where);
    List<String> members = new ArrayList<>();
    root.path("members").forEach(member -> members.add(member.asText()));
    boolean inside =
        members.stream().allMatch(name -> name.matches("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*"));
    if (!root.path("format").asText().equals(FORMAT) || members.isEmpty() || !inside) {
      throw new DataException(
          where + ": expected the description of an ensemble and its members, found " + root);
    }
    AveragingMethod average =
        Arrays.stream(AveragingMethod.values())
            .filter(choice -> choice.key().equals(root.path("average").asText()))
            .findFirst()
            .orElseThrow(
                () ->
                    new DataException(
                        "%s: average: expected probabilities, scores or votes, found %s"
                            .formatted(where, root.path("average"))));
    return new EnsembleFile(planFormat(root.path("planFormat"), where), average, members);
  }

  /** Format version of the plans; files without it have plans of the first format. */
  private static int planFormat(JsonNode said, String where) {
    if (said.isMissingNode()) {
      return 1;
    }
    if (!said.canConvertToInt() || !said.isIntegralNumber()) {
      throw new DataException(
          "%s: planFormat: expected a whole number, found %s".formatted(where, said));
    }
    return said.asInt();
  }

  private static JsonNode parse(byte[] bytes, String where) {
    try {
      return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new DataException(where + ": expected JSON, found " + problem, e);
    }
  }
}
