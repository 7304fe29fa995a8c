"""Write the Python of a template: what Jinja's own generator writes, without what no template asks.

Most of a template is text and values that are printed through one filter of ours: these two are
written here, all else by Jinja.
"""

from collections.abc import Callable, Iterable
from typing import Any

from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Filter, Node, Output, TemplateData, Test

# Filters that only we put around values (see `syntax.instrumented`): they take the context, the
# value and constants.
_PRINTERS = frozenset({"_text", "_plain", "_alone", "_say", "_steps", "_truth"})


class Generator(CodeGenerator):
    """Jinja's, which is told the names of filters and tests and need not look for them."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._methods: dict[type, Callable[..., Any]] = {}

    def pull_dependencies(self, nodes: Iterable[Any]) -> None:
        """Declare the filters and tests in `nodes`, each once."""
        walking = list(nodes)
        named: dict[tuple[type, str], None] = {}
        while walking:
            node = walking.pop()
            if isinstance(node, (Filter, Test)):
                named[type(node), node.name] = None
            for name in node.fields:
                value = getattr(node, name, None)
                if isinstance(value, Node):
                    walking.append(value)
                elif isinstance(value, list):
                    walking += [each for each in value if isinstance(each, Node)]
        alone = [kind(None, name, [], [], None, None) for kind, name in named]
        super().pull_dependencies(alone)

    def visit(self, node: Node, *args: Any, **named: Any) -> Any:
        """Call the method for the kind of `node`, which Jinja looks for by its name each time."""
        kind = type(node)
        if kind not in self._methods:
            self._methods[kind] = self.get_visitor(node) or self.generic_visit
        return self._methods[kind](node, *args, **named)

    def visit_Output(self, node: Output, frame: Frame) -> None:  # noqa: N802 - Jinja's convention
        """Write what is printed where it is not kept aside: every value comes as text already."""
        if frame.buffer is not None or frame.require_output_check:
            super().visit_Output(node, frame)
            return
        for child in node.nodes:
            if isinstance(child, TemplateData):
                self.writeline(f"yield {child.data!r}")
            else:
                self.writeline("yield ", child)
                self.visit(child, frame)

    def visit_Filter(self, node: Filter, frame: Frame) -> None:  # noqa: N802 - Jinja's convention
        """Write a printer: it takes the context, the value and constants."""
        if node.node is None or node.name not in _PRINTERS:
            super().visit_Filter(node, frame)
            return
        self.write(f"{self.filters[node.name]}(context, ")
        self.visit(node.node, frame)
        constants = [each.as_const() for each in node.args]
        self.write("".join(f", {each!r}" for each in constants) + ")")
