package treecast.source;

import treecast.data.LabelCensus;

/**
 * Meaning of a field that is no number.
 *
 * @param missing whether it stands for a missing value
 * @param likeNumber whether it is a number to people
 * @param canonical the word as it is compared with others
 */
record CsvWord(boolean missing, boolean likeNumber, String canonical) {

  /** Meaning of a field. */
  static CsvWord of(String field, CsvColumns choice) {
    String word = field.strip();
    return choice.isMissing(word)
        ? new CsvWord(true, false, "")
        : new CsvWord(false, CsvText.isLikeNumber(word), LabelCensus.canonical(word));
  }
}
