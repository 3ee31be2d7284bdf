package io.fairlead.fleet.definition;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values. A value that contains a comma, a quote or a line break is quoted.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvText {

    /**
     * A row.
     *
     * @param line its first line, from 1
     * @param cells its values, without leading and trailing blanks
     * @param closed false if a quote is not closed, or if text follows a closing quote
     */
    record Row(int line, List<String> cells, boolean closed) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    private final String text;
    private int at;
    private int line = 1;
    private boolean closed = true;

    private CsvText(String text) {
        this.text = text;
    }

    /** The rows that are not empty. A line that begins with {@code #} is a comment. */
    static List<Row> rows(String text) {
        return new CsvText(text).rows();
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            int begins = line;
            closed = true;
            boolean comment = text.charAt(at) == '#';
            List<String> cells = comment ? skipped() : cells();
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                rows.add(new Row(begins, cells, closed));
            }
        }
        return rows;
    }

    private List<String> skipped() {
        while (at < text.length() && text.charAt(at++) != '\n') {
            // To the end of the line.
        }
        line++;
        return List.of();
    }

    private List<String> cells() {
        List<String> cells = new ArrayList<>();
        while (true) {
            skipBlanks();
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at == text.length()) {
                return cells;
            }
            if (text.charAt(at++) == '\n') {
                line++;
                return cells;
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** Reads up to the next comma or line end, and leaves that. */
    private String plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            at++;
        }
        return text.substring(from, at).strip();
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"' && at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else if (next == '"') {
                closed &= plain().isEmpty();
                return cell.toString();
            } else {
                line += next == '\n' ? 1 : 0;
                cell.append(next);
            }
        }
        closed = false;
        return cell.toString();
    }
}
