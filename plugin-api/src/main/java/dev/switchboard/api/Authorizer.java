// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

/**
 * Decides who may do what, where neither the operator's rules nor the user's {@link
 * Identity#grants} do. A plugin registers it by {@link PluginContext#authorize}.
 *
 * {@snippet class="ApiExamples" region="authorizer"}
 */
@FunctionalInterface
public interface Authorizer {

    /** An answer. */
    enum Verdict {
        /** It may. */
        ALLOW,
        /** It may not. */
        DENY,
        /** This is for others to decide. */
        NO_OPINION
    }

    /**
     * Answers a question. It is called on a virtual thread, may block, and has the deadline of
     * handlers. If it fails, or is late, the answer is what {@code rights.unanswered} says.
     */
    Verdict decide(Question question) throws Exception;
}
