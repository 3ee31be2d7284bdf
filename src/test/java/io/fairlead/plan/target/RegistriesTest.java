package io.fairlead.plan.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Code;
import io.fairlead.model.Image;
import io.fairlead.model.Problem;
import io.fairlead.plan.Course;
import io.fairlead.plan.Planned;
import io.fairlead.plan.Planner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The registries that images may come from. */
class RegistriesTest {

    private static final Registries SOME = Registries.of(
            List.of("mcr.microsoft.com", "ecr.device.example:31001", "docker.io/library", "ghcr.io/site/web"));

    @ParameterizedTest
    @CsvSource({
        "mcr.microsoft.com/oss/nginx/nginx:1.15, true",
        "MCR.microsoft.com/oss/nginx/nginx, true",
        "mcr.microsoft.com.evil.example/nginx, false",
        "evil.example/mcr.microsoft.com/nginx, false",
        "mcr.microsoft.com:444/nginx, false",
        "ecr.device.example:31001/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, true",
        "ecr.device.example/a, false",
        "nginx, true",
        "nginx:1, true",
        "library/nginx, true",
        "index.docker.io/library/nginx, true",
        "docker.io/nginx, true",
        "somebody/nginx, false",
        "localhost/library/nginx, false",
        "ghcr.io/site/web:2, true",
        "ghcr.io/site/web/canary, true",
        "ghcr.io/site/website, false",
        "ghcr.io/site, false",
    })
    void anImageIsAllowedByItsRegistryOrThePathInIt(String image, boolean allowed) {
        assertEquals(allowed, SOME.allows(Image.of(image)));
        assertTrue(Registries.ANY.allows(Image.of(image)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mcr.microsoft.com", "*", "mcr.microsoft.com/", "MCR.microsoft.com", "a b"})
    void whatIsNoRegistryIsRefused(String entry) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> Registries.of(List.of(entry)))
                        .getMessage());
        assertTrue(message.contains(entry), message);
    }

    @Test
    void anImageFromElsewhereRefusesItsAppAndTheOneInForceStays() {
        Course course = new Course(SOME);
        course.send(app("mcr.microsoft.com/web:1"));

        Planned planned = course.send(app("evil.example/web:2"));

        Problem problem = planned.problems().get(0);
        assertEquals("apps.shop.tiers.web.image", problem.path());
        assertEquals(Code.ForbiddenSetting, problem.code());
        assertTrue(problem.message().contains("mcr.microsoft.com"), problem.message());
        assertTrue(planned.plan().isEmpty(), () -> planned.plan().print());
        assertTrue(planned.parts().apps().toString().contains("mcr.microsoft.com/web:1"));
    }

    @Test
    void aListThatIsNarrowedLaterTakesNothingAwayAndIsTold() {
        Course course = new Course(Registries.ANY);
        course.send(app("elsewhere.example/web:1"));

        Planned planned = new Planner(new Scope("apps", Set.of(), "module", "metallb-system", SOME))
                .plan(Optional.empty(), course.cluster.observed(), course.ledger);

        assertEquals(Code.ForbiddenSetting, planned.problems().get(0).code());
        assertTrue(planned.plan().isEmpty(), () -> planned.plan().print());
    }

    private static String app(String image) {
        return "{\"schema\":1,\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"image\":\"" + image
                + "\",\"ports\":\"80\"}}}}}";
    }
}
