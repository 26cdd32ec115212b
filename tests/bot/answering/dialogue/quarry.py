"""A quarrel over a quarry, with people of several roles, for conversations."""

from __future__ import annotations

from retrieval.model import Kind
from tests.bot.answering.conftest import Report, Said

RUTH, OLE, IDA, TOM, NORA = "Ruth Amsel", "Ole Brandt", "Ida Falk", "Tom Reyes", "Nora Lund"

QUARRY = [
    Report(
        "Quarry to close. Ruth Amsel, the chief executive of Skarn Stone, announced it on Monday. “Skarn is exhausted"
        " and the quarry will close,” she said. “We owe the village a park,” she said of the pit. Her spokesman, Tom"
        " Reyes, spoke to the press. “Mrs. Amsel will not resign,” Reyes said. The mayor, Ole Brandt, was angry. “The"
        " quarry fed this village,” he said. “Amsel lied to us,” Brandt said of her. The environment department said"
        " that the pit was safe. Eleven people lost their jobs. “Now it is quiet,” said Nora Lund, a villager.",
        10,
        [
            Said("“Skarn is exhausted and the quarry will close,”", RUTH, mention="she"),
            Said("“We owe the village a park,”", RUTH, mention="she"),
            Said("“Mrs. Amsel will not resign,”", TOM, mention="Reyes"),
            Said("“The quarry fed this village,”", OLE, mention="he"),
            Said("“Amsel lied to us,”", OLE, mention="Brandt"),
            Said(
                "that the pit was safe",
                "the environment department",
                Kind.INDIRECT,
                mention="The environment department",
            ),
            Said("“Now it is quiet,”", NORA, mention="Nora Lund, a villager"),
        ],
        [
            (RUTH, "Ruth Amsel, the chief executive of Skarn Stone"),
            (TOM, "Her spokesman, Tom Reyes"),
            (OLE, "The mayor, Ole Brandt"),
            (NORA, "Nora Lund, a villager"),
        ],
    ),
    Report(
        "Harbour fees rise. The mayor of Southbay, Ida Falk, defended the fees. “The fees pay for the pier,” she said."
        " “Nobody leaves a quarry for a pier,” she said. Villagers said that the bus is late."
        "\n\nThe pier was built by the town eighty years ago.\n\nThe buses belong to Vestline, which is broke.",
        12,
        [
            Said("“The fees pay for the pier,”", IDA, mention="she"),
            Said("“Nobody leaves a quarry for a pier,”", IDA, mention="she"),
            Said("that the bus is late", "Villagers", Kind.INDIRECT, mention="Villagers"),
        ],
        [(IDA, "The mayor of Southbay, Ida Falk")],
    ),
]
