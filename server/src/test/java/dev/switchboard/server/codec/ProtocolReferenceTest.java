// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Doc;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.server.codec.KindDescription.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProtocolReferenceTest {
    private final Shapes shapes = new Shapes();

    private enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    private record Mark(@Doc("Where | when.") String place) {}

    @Doc("Asks for what was said.")
    @Kind("history")
    private record History(
            @Doc("The room.") String room,
            Optional<Order> order,
            List<Mark> marks,
            Map<String, Duration> delays) {}

    @Kind("history_page")
    private record Page(List<Json> messages) {}

    @Kind("leave")
    private record Leave() {}

    private KindDescription kind(String plugin, Direction direction, Class<?> type) {
        return new KindDescription(plugin, direction, shapes.of(type), Optional.empty());
    }

    @Test
    void aKindIsShownWithFieldsAndExample() {
        var history =
                new KindDescription(
                        "archive",
                        Direction.IN,
                        shapes.of(History.class),
                        Optional.of(shapes.of(Page.class)));

        assertThat(ProtocolReference.render(List.of(history)))
                .contains(
                        """
                        ## What clients send

                        ### `history`

                        Asks for what was said. Plugin: `archive`.

                        | Field | Value | Required | Meaning |
                        |---|---|---|---|
                        | `room` | a string | yes | The room. |
                        | `order` | one of oldest_first, newest_first | no |  |
                        | `marks` | a list | yes |  |
                        | `marks[]` | an object |  |  |
                        | `marks[].place` | a string | yes | Where \\| when. |
                        | `delays` | an object | yes |  |
                        | `delays.*` | a whole number of milliseconds |  |  |

                        ```json
                        {"msg_type":"history","room":"…","order":"oldest_first","marks":[{"place":"…"}],"delays":{"…":1500}}
                        ```

                        The answer, in the `ok` of the message's `id`; without one, as `history_page`:

                        | Field | Value | Required | Meaning |
                        |---|---|---|---|
                        | `messages` | a list | yes |  |
                        | `messages[]` | any JSON |  |  |

                        ```json
                        {"msg_type":"ok","id":7,"messages":["…"]}
                        ```

                        ## What clients receive
                        """);
    }

    @Test
    void aKindWithoutFieldsHasNoTable() {
        assertThat(ProtocolReference.render(List.of(kind("rooms", Direction.OUT, Leave.class))))
                .contains(
                        """
                        ## What clients receive

                        ### `leave`

                        Plugin: `rooms`.

                        ```json
                        {"msg_type":"leave"}
                        ```
                        """);
    }

    @Test
    void theOrderOfTheKindsDoesNotMatter() {
        var one = kind("rooms", Direction.IN, Leave.class);
        var two = kind("archive", Direction.IN, Leave.class);
        var three = kind("archive", Direction.IN, Page.class);

        assertThat(ProtocolReference.render(List.of(one, two, three)))
                .isEqualTo(ProtocolReference.render(List.of(three, two, one)));
    }

    @Test
    void examplesCanBeRead() {
        String page =
                ProtocolReference.render(List.of(kind("archive", Direction.IN, History.class)));
        String example =
                page.lines().filter(line -> line.contains("\"history\"")).findAny().orElseThrow();

        Listener.to(History.class).accept(example);
    }

    @Test
    void everyCodeHasItsRow() {
        String page = ProtocolReference.render(List.of());

        assertThat(page).startsWith("# The protocol\n").endsWith("|\n");
        for (Code code : Code.values()) {
            String name = "`" + code.wireName() + "` |";
            String start =
                    code.closeCode().isPresent()
                            ? "| " + code.closeCode().getAsInt() + " | " + name
                            : "| " + name;
            assertThat(page.lines().filter(line -> line.startsWith(start)))
                    .as(code.name())
                    .singleElement()
                    .asString()
                    .endsWith(code.meaning() + " |");
        }
    }
}
