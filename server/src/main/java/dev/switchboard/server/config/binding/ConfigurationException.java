// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import java.io.Serial;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A configuration that cannot be used, with everything that is wrong with it. Its message is the
 * table of all mistakes, one per line and in the order of the files, ready to be shown.
 */
public final class ConfigurationException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final transient List<Mistake> mistakes;

    public ConfigurationException(Collection<Mistake> mistakes) {
        this(mistakes.stream().sorted(Comparator.comparing(Mistake::place)).toList());
    }

    private ConfigurationException(List<Mistake> inOrder) {
        super(Mistake.table(inOrder));
        this.mistakes = inOrder;
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
