/**
 * Reports and run directories.
 *
 * <p>Input: histories, evaluations, and blocks of text, tables and charts. Output: the files of a
 * run: {@code plan.conf}, {@code metrics.jsonl}, {@code summary.json} and {@code report.html}, one
 * self-contained page.
 *
 * <p>Read first: {@link treecast.report.Report} and {@link treecast.report.Block}, the content of a
 * page; {@link treecast.report.HtmlReport}, its markup; {@link treecast.report.RunDirectory}.
 *
 * <p>Internal: programs use it through the command line; it may change in any version.
 */
package treecast.report;
