package treecast.source;

import java.util.List;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.MissingValues;
import treecast.data.TableColumns;

/**
 * CSV format in which everything is decided.
 *
 * @param header whether each file begins with a header
 * @param realLabels whether real numbers are labels, as in plans of the first format
 * @param columns the label column and the features
 * @param names names of all columns of the training files, which other files have to have too;
 *     empty if they have no header, or if other columns may stand beside those of a model
 * @param notes what was decided by looking at the files
 */
record CsvTable(
    CsvText text,
    boolean header,
    boolean realLabels,
    CsvColumns choice,
    TableColumns columns,
    List<String> names,
    List<String> notes)
    implements TableFormat {

  CsvTable {
    names = List.copyOf(names);
    notes = List.copyOf(notes);
  }

  @Override
  public String title() {
    return "CSV";
  }

  @Override
  public String ending() {
    return "csv";
  }

  @Override
  public int features() {
    return columns.width();
  }

  @Override
  public MissingValues missing() {
    return choice.missing();
  }

  @Override
  public RowReader open(DataFile file) {
    CsvRecords records = new CsvRecords(TextInput.open(file, "a CSV file", text.charset()), text);
    try {
      return CsvReader.of(records, this);
    } catch (DataException e) {
      records.close();
      throw e;
    }
  }
}
