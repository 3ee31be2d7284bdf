package io.fairlead.rig;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link NeedsTool} whether the programs are here. */
final class ToolCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = Stream.ofNullable(
                        context.getRequiredTestClass().getAnnotation(NeedsTool.class))
                .flatMap(needs -> Stream.of(needs.value()))
                .filter(name -> !isHere(name))
                .findFirst();
        return missing.map(name -> RigCondition.absent("no " + name + " on this machine: rig/setup installs it"))
                .orElseGet(() -> ConditionEvaluationResult.enabled("the programs are here"));
    }

    private static boolean isHere(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
