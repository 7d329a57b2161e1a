// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import java.util.List;

/** Markdown as it grows, for one thread. */
public final class Markdown {
    private final StringBuilder text = new StringBuilder();

    public Markdown heading(int level, String words) {
        text.append("#".repeat(level)).append(' ').append(words).append("\n\n");
        return this;
    }

    public Markdown paragraph(String words) {
        text.append(words.strip()).append("\n\n");
        return this;
    }

    public Markdown image(String words, String file) {
        return paragraph("![%s](%s)".formatted(words, file));
    }

    public Markdown code(String words) {
        return paragraph("```sh\n" + words.strip() + "\n```");
    }

    /** A table; the first column is text, the others are numbers. */
    public Markdown table(List<String> head, List<List<String>> rows) {
        row(head);
        text.append("|---|").append("---:|".repeat(head.size() - 1)).append('\n');
        rows.forEach(this::row);
        text.append('\n');
        return this;
    }

    /** A table of which all columns are text. */
    public Markdown list(List<String> head, List<List<String>> rows) {
        row(head);
        text.append('|').append("---|".repeat(head.size())).append('\n');
        rows.forEach(this::row);
        text.append('\n');
        return this;
    }

    private void row(List<String> cells) {
        text.append('|');
        for (String cell : cells) {
            text.append(' ').append(cell.replace("|", "\\|").replace("\n", " ")).append(" |");
        }
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}
