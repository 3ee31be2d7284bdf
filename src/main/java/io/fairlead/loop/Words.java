package io.fairlead.loop;

import io.fairlead.model.Path;
import io.fairlead.model.Step;
import java.util.List;
import java.util.stream.Collectors;

/** Lists of steps for messages. */
final class Words {

    private static final int MOST = 10;

    private Words() {}

    /** The first steps and the number of the others, without the write of the ledger. */
    static String list(List<Step> all) {
        List<Step> steps =
                all.stream().filter(step -> !step.part().equals(Path.LEDGER)).toList();
        String first = steps.stream().limit(MOST).map(Step::toString).collect(Collectors.joining(", "));
        return steps.size() <= MOST ? first : first + " and " + (steps.size() - MOST) + " more";
    }
}
