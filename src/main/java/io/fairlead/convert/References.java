package io.fairlead.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * References {@code $(NAME)} in a value, a command or an argument, which Kubernetes replaces with the variable's value.
 *
 * @see
 *     <a href="https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/">Define
 *     dependent environment variables</a>
 */
final class References {

    private References() {}

    /** The names that {@code text} refers to, in order; {@code $$(NAME)} is no reference. */
    static List<String> in(String text) {
        List<String> names = new ArrayList<>();
        String unused = replace(text, name -> {
            names.add(name);
            return "";
        });
        return names;
    }

    /** The text with each reference replaced; {@code $$} stays. */
    static String replace(String text, Function<String, String> replacement) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = text.startsWith("$(", at) ? text.indexOf(')', at) : -1;
            if (text.startsWith("$$", at)) {
                result.append("$$");
                at += 2;
            } else if (end > 0) {
                result.append(replacement.apply(text.substring(at + 2, end)));
                at = end + 1;
            } else {
                result.append(text.charAt(at));
                at++;
            }
        }
        return result.toString();
    }
}
